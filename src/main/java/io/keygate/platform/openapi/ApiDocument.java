package io.keygate.platform.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** The filter that the server runs over the document, once, after scanning and merging. */
public class ApiDocument implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI document) {
    List<Endpoint> endpoints = Endpoint.in(document);
    ProblemCatalogue.addTo(document);
    ActionCatalogue.addTo(document);
    for (Endpoint endpoint : endpoints) {
      endpoint.nameOperation();
      endpoint.declareCallers();
      endpoint.declareBody();
      endpoint.declareIdempotency();
      Answers.complete(endpoint);
      SharedParameters.use(endpoint.operation(), document);
    }
    new RecordSchemas(document).complete(endpoints);
    new Examples(document).show(endpoints);
  }
}
