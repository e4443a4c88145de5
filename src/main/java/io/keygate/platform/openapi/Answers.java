package io.keygate.platform.openapi;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.web.IfMatch;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** What an operation answers: success with its headers, and every problem that it can give. */
final class Answers {
  private Answers() {}

  static void complete(Endpoint endpoint) {
    APIResponses responses = endpoint.operation().getResponses();
    if (endpoint.method().getReturnType() == void.class) {
      // NB: the scanner has 201 for POST, whatever the method returns; the server answers 204.
      responses.removeAPIResponse("201");
      responses.addAPIResponse("204", OASFactory.createAPIResponse().description("Done"));
    }
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              response.addHeader("X-Request-Id", header("RequestId"));
              if (status.equals("201")) {
                response.addHeader("Location", header("Location"));
              }
              if (status.equals("201") && endpoint.isIdempotent()) {
                response.addHeader(Idempotent.REPLAYED, header("IdempotencyReplayed"));
              }
              if (endpoint.showsOneThing()) {
                response.addHeader("ETag", header("ETag"));
              }
            });
    problems(endpoint).stream()
        .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()))
        .forEach((status, types) -> add(responses, Integer.toString(status), types));
  }

  private static void add(APIResponses responses, String status, List<ProblemType> types) {
    if (!responses.hasAPIResponse(status)) {
      responses.addAPIResponse(status, ProblemCatalogue.response(types));
    }
  }

  private static Set<ProblemType> problems(Endpoint endpoint) {
    Set<ProblemType> problems =
        EnumSet.of(ProblemType.NOT_ACCEPTABLE, ProblemType.INTERNAL, ProblemType.UNAVAILABLE);
    problems.addAll(ofRequest(endpoint));
    problems.addAll(ofCaller(endpoint));
    if (endpoint.needsToken() && endpoint.verb() != HttpMethod.GET) {
      problems.add(ProblemType.CONFLICT);
    }
    if (Arrays.asList(endpoint.method().getParameterTypes()).contains(IfMatch.class)) {
      problems.add(ProblemType.INVALID_REQUEST);
      problems.add(ProblemType.PRECONDITION_FAILED);
    }
    if (endpoint.isIdempotent()) {
      problems.add(ProblemType.IDEMPOTENCY_KEY_REUSED);
    }
    Raises raises = endpoint.method().getAnnotation(Raises.class);
    if (raises != null) {
      problems.addAll(List.of(raises.value()));
    }
    return problems;
  }

  private static Set<ProblemType> ofRequest(Endpoint endpoint) {
    Set<ProblemType> problems = EnumSet.noneOf(ProblemType.class);
    if (endpoint.hasBody()) {
      problems.add(ProblemType.INVALID_REQUEST);
      problems.add(ProblemType.MALFORMED_BODY);
      problems.add(ProblemType.BODY_TOO_LARGE);
      problems.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }
    if (endpoint.has(In.QUERY)) {
      problems.add(ProblemType.INVALID_REQUEST);
    }
    if (Arrays.asList(endpoint.method().getParameterTypes()).contains(PageRequest.class)) {
      problems.add(ProblemType.INVALID_CURSOR);
    }
    if (endpoint.has(In.PATH)) {
      problems.add(ProblemType.NOT_FOUND);
    }
    return problems;
  }

  private static Set<ProblemType> ofCaller(Endpoint endpoint) {
    Set<ProblemType> problems = EnumSet.noneOf(ProblemType.class);
    Least least = endpoint.least();
    if (least != Least.ANYONE) {
      problems.add(ProblemType.UNAUTHENTICATED);
      if (least != Least.ANY_TOKEN) {
        problems.add(ProblemType.PASSWORD_CHANGE_REQUIRED);
        // NB: every role includes viewer; who has none gets 404.
        if (least != Least.ANY_CALLER && least != Least.VIEWER) {
          problems.add(ProblemType.FORBIDDEN);
        }
      }
    }
    return problems;
  }

  private static Header header(String component) {
    return OASFactory.createHeader().ref(component);
  }
}
