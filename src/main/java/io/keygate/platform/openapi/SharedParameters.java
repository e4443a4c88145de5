package io.keygate.platform.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** Describes {@code {org}} and the like once for all paths: in META-INF/openapi.yaml. */
final class SharedParameters {
  private SharedParameters() {}

  static void use(Operation operation, OpenAPI document) {
    if (operation.getParameters() == null) {
      return;
    }
    Map<String, Parameter> shared = document.getComponents().getParameters();
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : operation.getParameters()) {
      boolean known = parameter.getIn() == In.PATH && shared.containsKey(parameter.getName());
      parameters.add(known ? OASFactory.createParameter().ref(parameter.getName()) : parameter);
    }
    operation.setParameters(parameters);
  }
}
