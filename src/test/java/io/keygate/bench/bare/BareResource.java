package io.keygate.bench.bare;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers a constant; what is left is the server's own work for a request. */
@Path("/nothing")
public class BareResource {
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String nothing() {
    return "{\"nothing\":true}";
  }
}
