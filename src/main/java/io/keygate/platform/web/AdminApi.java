package io.keygate.platform.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The admin API of api.md: every resource and provider of the WAR. */
@ApplicationPath("/api/v1")
public class AdminApi extends Application {}
