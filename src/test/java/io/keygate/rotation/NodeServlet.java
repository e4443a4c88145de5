package io.keygate.rotation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.access.account.AccountService;
import io.keygate.access.account.NewAccount;
import io.keygate.access.member.Members;
import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.GeneratedKey;
import io.keygate.apikey.KeyChange;
import io.keygate.apikey.KeyRotation;
import io.keygate.apikey.NewApiKey;
import io.keygate.apikey.Rotation;
import io.keygate.incontainer.Committed;
import io.keygate.incontainer.Requests;
import io.keygate.incontainer.SettableClock;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationChange;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import io.keygate.platform.web.JsonContext;
import io.keygate.platform.web.Patch;
import io.keygate.project.NewProject;
import io.keygate.project.ProjectService;
import io.keygate.rotation.outbox.Round;
import io.keygate.rotation.policy.NewRotationPolicy;
import io.keygate.rotation.policy.RotationPolicies;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node whose time a test sets, and which does what the test says, when it says it. */
@WebServlet("/node/*")
public class NodeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient SettableClock clock;
  @Inject private transient Requests requests;
  @Inject private transient Round round;
  @Inject private transient Committed committed;
  @Inject private transient OrganizationService organizations;
  @Inject private transient RotationPolicies policies;
  @Inject private transient ApiKeyService keys;
  @Inject private transient KeyRotation rotation;
  @Inject private transient ProjectService projects;
  @Inject private transient AccountService accounts;
  @Inject private transient Members members;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    ObjectMapper json = JsonContext.mapper();
    JsonNode body = json.readTree(request.getInputStream());
    String at = request.getParameter("at");
    if (at != null) {
      clock.set(Instant.parse(at));
    }
    try {
      Object answer = requests.call(() -> answer(request.getPathInfo(), body));
      response.setContentType("application/json");
      json.writeValue(response.getOutputStream(), answer == null ? "done" : answer);
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private @Nullable Object answer(String what, JsonNode body) throws Exception {
    ObjectMapper json = JsonContext.mapper();
    String org = body.path("org").asText();
    String key = body.path("key").asText();
    switch (what) {
      case "/clock" -> {}
      case "/find" -> round.find();
      case "/sweep" -> round.sweep();
      case "/unseen" ->
          committed.change(
              """
              delete s from rotation_schedule s join api_key k on k.id = s.api_key_id
              where k.public_id = ?\
              """,
              key);
      case "/deliver" -> round.deliver();
      case "/organization" -> {
        return organization(body);
      }
      case "/policy" ->
          policies.put(
              org, json.treeToValue(body.get("policy"), NewRotationPolicy.class), IfMatch.any());
      case "/owner" -> {
        accounts.create(json.treeToValue(body.get("account"), NewAccount.class));
        members.add(org, "keygate", body.path("account").path("username").asText(), Role.OWNER);
      }
      case "/auditor" -> {
        accounts.create(json.treeToValue(body.get("account"), NewAccount.class));
        members.add(org, "keygate", body.path("account").path("username").asText(), Role.AUDITOR);
      }
      case "/refused" -> {
        return committed.number(
            "select count(*) from api_key where public_id = ? and refused_at is not null", key);
      }
      case "/told" -> {
        return committed.number(
            """
            select count(*) from audit_event e join audit_chain c on c.id = e.chain_id
            where c.label = ? and e.action = ?\
            """,
            org,
            body.path("action").asText());
      }
      case "/count" -> {
        return committed.number(
            """
            select count(*) from reminder r join organization o on o.id = r.organization_id
            where o.slug = ? and r.state = ?\
            """,
            org,
            body.path("state").asText());
      }
      case "/disabled" -> {
        return committed.number(
            "select count(*) from api_key where public_id = ? and disabled_at is not null", key);
      }
      case "/news" -> {
        return committed.number(
            """
            select count(*) from reminder r join api_key k on k.id = r.api_key_id
            where k.public_id = ? and r.stage like 'DISABLED-%' and r.state = 'ACCEPTED'
              and r.accepted_at is not null\
            """,
            key);
      }
      case "/heard-by-webhook" ->
          committed.change(
              """
              insert into reminder (organization_id, api_key_id, due_at, stage, channel, recipient,
                state, created_at, accepted_at, disable_at)
              select s.organization_id, k.id, k.rotate_by, '-P7D', 'WEBHOOK', 'whk_of_nobody',
                'ACCEPTED', k.created_at, k.created_at, k.created_at + interval 1 day
              from api_key k join stream s on s.id = k.stream_id where k.public_id = ?\
              """,
              key);
      case "/goodbye" -> organizations.delete(org, Confirmation.of(org), IfMatch.any());
      case "/project" -> projects.create(org, new NewProject(body.path("name").asText(), null));
      case "/key" -> {
        GeneratedKey made =
            keys.generate(
                org,
                body.path("project").asText(),
                body.path("env").asText(),
                json.treeToValue(body.get("wanted"), NewApiKey.class));
        if (body.path("wanted").path("owner").isNull()) {
          keys.change(
              made.key().id(), json.readValue("{\"owner\":null}", KeyChange.class), IfMatch.any());
        }
        return Map.of("id", made.key().id(), "secret", requireNonNull(made.secret()));
      }
      case "/rotate" -> {
        return rotation.rotate(key, new Rotation(null, null), IfMatch.any()).key();
      }
      case "/revoke" -> keys.revoke(key, null, IfMatch.any());
      case "/disable" -> keys.disable(key, IfMatch.any());
      case "/enable" -> keys.enable(key, IfMatch.any());
      default -> throw new IllegalArgumentException(what);
    }
    return null;
  }

  private Object organization(JsonNode body) {
    String org =
        organizations
            .create(new NewOrganization(body.path("name").asText(), null, null, null))
            .slug();
    organizations.change(
        org,
        new OrganizationChange(
            null,
            null,
            body.path("zone").asText(),
            body.path("hour").asInt(),
            null,
            Patch.absent()),
        IfMatch.any());
    return Map.of("org", org);
  }
}
