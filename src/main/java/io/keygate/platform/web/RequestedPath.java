package io.keygate.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** The path that the client asked for, on the way to an error page as well. */
final class RequestedPath {
  private static final String API = "/api";

  private RequestedPath() {}

  /** Decoded by the container, except where it is about an error. */
  static String of(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
          ? uri
          : "";
    }
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  /** Asked at every request of the gate too, and so without joining texts. */
  static boolean isOfApi(HttpServletRequest request) {
    boolean error = request.getDispatcherType() == DispatcherType.ERROR;
    return isBelow(API, error ? of(request) : request.getServletPath());
  }

  /** As far as an endpoint of the gate answers itself, and nothing stands in for it. */
  static boolean isOfGate(HttpServletRequest request) {
    String servlet = request.getServletPath();
    return servlet.equals("/v1") || servlet.equals("/v2");
  }

  /** Whether the path is this folder or in it. */
  static boolean isBelow(String folder, String path) {
    return path.startsWith(folder)
        && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
  }
}
