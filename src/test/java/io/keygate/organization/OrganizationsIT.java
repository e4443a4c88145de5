package io.keygate.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationsIT {
  private static final String ORGANIZATIONS = "/api/v1/organizations";

  private final Client admin = RunningKeygate.shared().client().admin();

  @Nested
  class Create {
    @Test
    void makesEnvironmentsProjectAndOwner() {
      Answer created =
          admin.post(ORGANIZATIONS, "{\"name\":\"Born Whole\",\"environments\":[\"QA Europe\"]}");
      created
          .expect(201)
          .hasBody(
              """
              {"slug":"born-whole","name":"Born Whole","retentionHours":720,"timeZone":"UTC",
               "reminderHour":8,"ingestOnly":false,"createdAt":"<instant>"}
              """);
      assertThat(created.header("Location")).endsWith(ORGANIZATIONS + "/born-whole");
      admin
          .get(ORGANIZATIONS + "/born-whole/projects")
          .expect(200)
          .hasBody(
              """
              {"items":[{"slug":"default-project","name":"Default project","createdAt":"<instant>",
                "environments":["dev","stg","prd","qa-europe"]}]}
              """);
      admin
          .get(ORGANIZATIONS + "/born-whole/environments")
          .expect(200)
          .hasBody(
              """
              {"items":[
                {"slug":"dev","name":"dev","level":"organization","builtIn":true,"protected":false,
                 "ingestOnly":false,"createdAt":"<instant>"},
                {"slug":"stg","name":"stg","level":"organization","builtIn":true,"protected":false,
                 "ingestOnly":false,"createdAt":"<instant>"},
                {"slug":"prd","name":"prd","level":"organization","builtIn":true,"protected":true,
                 "ingestOnly":false,"createdAt":"<instant>"},
                {"slug":"qa-europe","name":"QA Europe","level":"organization","builtIn":false,
                 "protected":false,"ingestOnly":false,"createdAt":"<instant>"}]}
              """);
      JsonNode members =
          admin.get(ORGANIZATIONS + "/born-whole/members").expect(200).json().path("items");
      assertThat(members).hasSize(1);
      assertThat(members.path(0).path("subject").asText()).isEqualTo("admin");
      assertThat(members.path(0).path("role").asText()).isEqualTo("owner");
    }

    @Test
    void takesSlugAndRetention() {
      admin
          .post(ORGANIZATIONS, "{\"name\":\"日本\",\"slug\":\"nihon\",\"retentionHours\":1}")
          .expect(201)
          .hasBody(
              """
              {"slug":"nihon","name":"日本","retentionHours":1,"timeZone":"UTC","reminderHour":8,
               "ingestOnly":false,"createdAt":"<instant>"}
              """);
    }

    @Test
    void refusesASlugInUse() {
      admin.post(ORGANIZATIONS, "{\"name\":\"Twice\"}").expect(201);
      admin
          .post(ORGANIZATIONS, "{\"name\":\"twice!\"}")
          .isProblem(409, "slug-taken", "There is an organization 'twice' already.");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {}                                        | name: must not be blank
            {"name":" "}                              | name: must not be blank
            {"name":"a","retentionHours":0}           | retentionHours: must be greater than or equal to 1
            {"name":"a","retentionHours":721}         | retentionHours: must be less than or equal to 720
            {"name":"a","retentionHours":"7"}         | retentionHours: has a value of the wrong form
            {"name":"a","retentionHours":7.5}         | retentionHours: has a value of the wrong form
            {"name":7}                                | name: has a value of the wrong form
            {"name":"a","slug":"A B"}                 | slug: must be 1 to 40 of a-z, 0-9 and single hyphens, none of them at either end
            {"name":"日本"}                           | name: gives no slug, because it has no letter or digit of a-z, 0-9; give a slug too
            {"nam":"a"}                               | nam: is not a field of this request
            {"name":"a","environments":["x",""]}      | environments[1]: must not be blank
            {"name":"a\\u0007b"}                       | name: must not have control characters
            null                                      | body: must not be null
            """)
    void namesTheFieldThatIsWrong(String body, String detail) {
      Answer answer = admin.post(ORGANIZATIONS, body);
      answer.isProblem(400, "invalid-request", detail);
      assertThat(answer.json().path("violations").path(0).path("field").asText())
          .isEqualTo(detail.substring(0, detail.indexOf(':')));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = "{\n[]\nx\n\"name\"\n{\"name\":\"a\"} {}\n{\"name\":\"a\",\"name\":\"b\"}")
    void refusesWhatIsNoJsonOfItsForm(String body) {
      Answer answer = admin.post(ORGANIZATIONS, body).expect(400);
      assertThat(answer.text()).doesNotContain("jackson", "Exception", "io.keygate", "line:");
    }

    @Test
    void refusesAnEnvironmentNamedTwice() {
      admin
          .post(ORGANIZATIONS, "{\"name\":\"Half\",\"environments\":[\"prd\"]}")
          .isProblem(409, "slug-taken", "The organization has an environment 'prd' already.");
      admin.get(ORGANIZATIONS + "/half").expect(404);
    }

    @Test
    void ofManyAtOnceOneWins() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          tries.add(() -> admin.post(ORGANIZATIONS, "{\"name\":\"Race\"}").status());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : pool.invokeAll(tries)) {
          statuses.add(status.get());
        }
        assertThat(statuses).containsOnlyOnce(201).allMatch(s -> s == 201 || s == 409);
      } finally {
        pool.shutdown();
      }
    }
  }

  @Nested
  class Lists {
    @Test
    void pagesAreStableUnderInserts() {
      String org = admin.newOrganization();
      String projects = ORGANIZATIONS + "/" + org + "/projects";
      for (int i = 0; i < 5; i++) {
        admin.post(projects, "{\"name\":\"p" + i + "\"}").expect(201);
      }
      List<String> seen = new ArrayList<>();
      String path = projects + "?limit=2";
      String cursor;
      do {
        JsonNode page = admin.get(path).expect(200).json();
        page.path("items").forEach(item -> seen.add(item.path("slug").asText()));
        admin.post(projects, "{\"name\":\"late " + seen.size() + "\"}").expect(201);
        cursor = page.path("nextCursor").asText();
        path = projects + "?limit=2&cursor=" + cursor;
      } while (!cursor.isEmpty() && seen.size() < 6);
      assertThat(seen).containsExactly("default-project", "p0", "p1", "p2", "p3", "p4");
    }

    @ParameterizedTest
    @CsvSource({
      "limit=0, invalid-request",
      "limit=201, invalid-request",
      "limit=x, invalid-request",
      "cursor=x, invalid-cursor",
      "cursor=AAAA, invalid-cursor"
    })
    void refusesAWrongPage(String query, String type) {
      Answer answer = admin.get(ORGANIZATIONS + "?" + query).expect(400);
      assertThat(answer.json().path("type").asText()).isEqualTo("/problems/" + type);
    }
  }

  @Test
  void whatIsNotThereIsA404() {
    admin
        .get(ORGANIZATIONS + "/nobody")
        .isProblem(404, "not-found", "There is no organization 'nobody'.");
    String org = admin.newOrganization();
    admin
        .get(ORGANIZATIONS + "/" + org + "/projects/none")
        .isProblem(404, "not-found", "There is no project 'none'.");
  }

  @Test
  void aProjectIsRenamedAndKeepsItsSlug() {
    String projects = ORGANIZATIONS + "/" + admin.newOrganization() + "/projects";
    admin.post(projects, "{\"name\":\"Web App\"}").expect(201);
    admin
        .patch(projects + "/web-app", "{\"name\":\"Shop\"}")
        .expect(200)
        .hasBody(
            """
            {"slug":"web-app","name":"Shop","createdAt":"<instant>","environments":["dev","stg","prd"]}
            """);
    admin
        .patch(projects + "/web-app", "{\"slug\":\"shop\"}")
        .isProblem(400, "invalid-request", "slug: is not a field of this request");
  }

  @Test
  void environmentSlugsAreUniqueOverBothLevels() {
    String org = ORGANIZATIONS + "/" + admin.newOrganization();
    String ofProject = org + "/projects/default-project/environments";
    admin.post(ofProject, "{\"name\":\"QA\"}").expect(201);
    admin
        .post(org + "/environments", "{\"name\":\"qa\"}")
        .isProblem(
            409, "slug-taken", "Project 'default-project' has an environment 'qa' of its own.");
    admin
        .post(ofProject, "{\"name\":\"Dev\"}")
        .isProblem(
            409, "slug-taken", "Project 'default-project' has an environment 'dev' already.");
    admin.post(org + "/environments", "{\"name\":\"canary\"}").expect(201);
    admin.post(org + "/projects", "{\"name\":\"later\"}").expect(201);
    assertThat(admin.get(org + "/projects/later").json().path("environments").toString())
        .isEqualTo("[\"dev\",\"stg\",\"prd\",\"canary\"]");
  }
}
