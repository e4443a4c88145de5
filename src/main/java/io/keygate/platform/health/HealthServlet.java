package io.keygate.platform.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.SchemaMigration;
import io.keygate.platform.web.JsonContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /health/live}, {@code /health/ready} and {@code /health}, open to anyone: 200 with
 * status UP or 503 with DOWN, in the form of MicroProfile Health. Ready means: the database answers
 * and the schema is current. The last one says in addition what the features say of themselves.
 */
@WebServlet({"/health", "/health/*"})
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final int DATABASE_TIMEOUT_SECONDS = 2;

  @Inject private transient Database database;
  @Inject private transient SchemaMigration migration;
  @Inject @Any private transient Instance<HealthCheck> features;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    switch (path) {
      case "/" -> answer(response, all());
      case "/live" -> answer(response, List.of());
      case "/ready" -> answer(response, ready());
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private List<Check> ready() {
    return List.of(
        new Check("database", Status.of(databaseAnswers()), Map.of()),
        new Check("schema", Status.of(migration.isCurrent()), Map.of()));
  }

  private List<Check> all() {
    List<Check> checks = new ArrayList<>(ready());
    for (HealthCheck feature : features) {
      HealthCheck.State state = feature.state();
      checks.add(new Check(feature.name(), Status.of(state.isUp()), state.data()));
    }
    return checks;
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

  private record Check(
      String name,
      Status status,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> data) {}

  private record Health(Status status, List<Check> checks) {}
}
