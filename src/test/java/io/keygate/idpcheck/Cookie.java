package io.keygate.idpcheck;

import java.net.URI;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * A cookie as a browser keeps it.
 *
 * @param sameSite {@code strict}, {@code lax} or {@code none}; lax where the server names none
 * @param expired whether the server took it back
 */
record Cookie(
    String host,
    String path,
    String name,
    String value,
    String sameSite,
    boolean httpOnly,
    boolean expired) {

  /** From a {@code Set-Cookie} header that this address answered with. */
  static Cookie parse(URI from, String header) {
    var parts = new StringTokenizer(header, ";");
    String first = parts.nextToken();
    int equals = first.indexOf('=');
    String path = "/";
    String sameSite = "lax";
    boolean httpOnly = false;
    boolean expired = false;
    while (parts.hasMoreTokens()) {
      String attribute = parts.nextToken().strip();
      int sign = attribute.indexOf('=');
      String name =
          (sign < 0 ? attribute : attribute.substring(0, sign)).strip().toLowerCase(Locale.ROOT);
      String value = sign < 0 ? "" : attribute.substring(sign + 1).strip();
      switch (name) {
        case "path" -> path = value;
        case "samesite" -> sameSite = value.toLowerCase(Locale.ROOT);
        case "httponly" -> httpOnly = true;
        case "max-age" -> expired = value.equals("0") || value.startsWith("-");
        default -> {
          // Secure holds for loopback too; the rest is not needed here
        }
      }
    }
    return new Cookie(
        from.getHost(),
        path,
        first.substring(0, equals).strip(),
        first.substring(equals + 1).strip(),
        sameSite,
        httpOnly,
        expired);
  }

  boolean replaces(Cookie other) {
    return host.equals(other.host) && path.equals(other.path) && name.equals(other.name);
  }

  /** Whether it goes along where a page of the same site asks, or of another one. */
  boolean goesTo(String method, URI target, boolean fromSameSite) {
    if (!host.equals(target.getHost()) || !isBelow(target.getPath())) {
      return false;
    }
    return switch (sameSite) {
      case "none" -> true;
      case "strict" -> fromSameSite;
      default -> fromSameSite || method.equals("GET");
    };
  }

  private boolean isBelow(String target) {
    return target.equals(path)
        || (target.startsWith(path) && (path.endsWith("/") || target.charAt(path.length()) == '/'));
  }

  @Override
  public String toString() {
    return name + "=…";
  }
}
