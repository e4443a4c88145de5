package io.keygate.access.member;

import static java.util.Objects.requireNonNull;

import io.keygate.access.member.People.Known;
import io.keygate.platform.security.Role;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Shows members with what is known of them. */
@ApplicationScoped
class MemberViews {
  private final MemberQueries queries;
  private final ProjectService projects;
  private final People people;

  @Inject
  MemberViews(MemberQueries queries, ProjectService projects, People people) {
    this.queries = queries;
    this.projects = projects;
    this.people = people;
  }

  MemberView of(long organizationId, Membership row) {
    return shown(of(organizationId, List.of(row)), row);
  }

  MemberView shown(Map<Membership, MemberView> shown, Membership row) {
    return requireNonNull(shown.get(row));
  }

  Map<Membership, MemberView> of(long organizationId, List<Membership> rows) {
    if (rows.isEmpty()) {
      return Map.of();
    }
    List<Subject> subjects = rows.stream().map(Membership::who).toList();
    Map<Subject, Known> known = people.among(subjects);
    Map<Subject, Map<String, Role>> raised = raised(organizationId, subjects);
    Map<Membership, MemberView> shown = new HashMap<>();
    for (Membership row : rows) {
      Known person = known.get(row.who());
      shown.put(
          row,
          new MemberView(
              row.who().subject(),
              row.who().issuer(),
              person == null ? null : person.name(),
              person == null ? null : person.email(),
              row.role(),
              raised.getOrDefault(row.who(), Map.of()),
              row.createdAt(),
              row.createdBy(),
              row.version()));
    }
    return shown;
  }

  private Map<Subject, Map<String, Role>> raised(long organizationId, List<Subject> subjects) {
    List<Membership> rows =
        queries.raised(organizationId, subjects.stream().map(Subject::subject).toList());
    Map<Long, String> slugs =
        projects.slugs(rows.stream().map(Membership::projectId).filter(Objects::nonNull).toList());
    Map<Subject, Map<String, Role>> raised = new HashMap<>();
    for (Membership row : rows) {
      // NB: a project in the bin is not shown; with it its role comes back.
      String slug = slugs.get(row.projectId());
      if (slug != null) {
        raised.computeIfAbsent(row.who(), who -> new TreeMap<>()).put(slug, row.role());
      }
    }
    return raised;
  }
}
