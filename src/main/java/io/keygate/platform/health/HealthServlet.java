package io.keygate.platform.health;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.SchemaMigration;
import io.keygate.platform.web.JsonContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * {@code GET /health/live} and {@code /health/ready}, open to anyone: 200 with status UP or 503
 * with DOWN, in the form of MicroProfile Health. Ready means: the database answers and the schema
 * is current.
 */
@WebServlet("/health/*")
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final int DATABASE_TIMEOUT_SECONDS = 2;

  @Inject private transient Database database;
  @Inject private transient SchemaMigration migration;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    switch (path) {
      case "/live" -> answer(response, List.of());
      case "/ready" ->
          answer(
              response,
              List.of(
                  new Check("database", Status.of(databaseAnswers())),
                  new Check("schema", Status.of(migration.isCurrent()))));
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private boolean databaseAnswers() {
    try (var connection = database.gate().getConnection()) {
      return connection.isValid(DATABASE_TIMEOUT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void answer(HttpServletResponse response, List<Check> checks) throws IOException {
    boolean up = checks.stream().allMatch(check -> check.status() == Status.UP);
    response.setStatus(up ? 200 : 503);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    byte[] body = JsonContext.mapper().writeValueAsBytes(new Health(Status.of(up), checks));
    response.getOutputStream().write(body);
  }

  private enum Status {
    UP,
    DOWN;

    static Status of(boolean up) {
      return up ? UP : DOWN;
    }
  }

  private record Check(String name, Status status) {}

  private record Health(Status status, List<Check> checks) {}
}
