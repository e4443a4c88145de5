package io.keygate.bench.bare;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** JAX-RS as the server brings it, with no filter and no provider of our own. */
@ApplicationPath("/rest")
public class BareApplication extends Application {}
