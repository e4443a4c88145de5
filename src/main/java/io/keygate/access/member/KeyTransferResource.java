package io.keygate.access.member;

import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Handing keys over, over HTTP. */
@Path("/organizations/{org}/keys/transfer")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class KeyTransferResource {
  @Inject Leavers leavers;

  @POST
  @Access(Least.OWNER)
  @Operation(
      summary = "Give the keys that are not revoked of one person to another owner",
      description = "All of them in one step. Their secrets stay the same.")
  public TransferredKeys transfer(
      @PathParam("org") String org, @Valid @NotNull KeyTransfer wanted) {
    return leavers.transfer(org, wanted);
  }
}
