package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person's browser does in a login: cookies with their paths and sites, redirects, one form.
 * As in a browser a cookie that is {@code SameSite=Strict} does not go along where another site
 * sends the person from, over any number of redirects.
 */
final class Browser {
  private static final Client HTTP = new Client("");
  private static final int MOST_REDIRECTS = 10;
  private static final Pattern LOGIN_FORM =
      Pattern.compile("<form[^>]*id=\"kc-form-login\"[^>]*action=\"([^\"]+)\"");

  /** One request and its answer. */
  record Hop(URI address, Answer answer) {
    boolean redirects() {
      return answer.status() / 100 == 3;
    }

    /** Where a redirect leads. */
    URI target() {
      return address.resolve(answer.header("Location"));
    }

    List<Cookie> cookies() {
      return answer.response().headers().allValues("Set-Cookie").stream()
          .map(header -> Cookie.parse(address, header))
          .toList();
    }
  }

  private final List<Cookie> cookies = new ArrayList<>();
  private final List<Hop> hops = new ArrayList<>();

  /** The page that is shown; the person types addresses where there is none. */
  private @Nullable URI page;

  /** Another browser with what this one has now. */
  Browser copy() {
    var copy = new Browser();
    copy.cookies.addAll(cookies);
    return copy;
  }

  /** The person types an address. The last answer of its redirects. */
  Hop open(String url) {
    return open(url, "");
  }

  /**
   * The same, but goes no further than to the redirect to an address that begins so; empty for all
   * the way.
   */
  Hop open(String url, String end) {
    page = null;
    return follow(request("GET", URI.create(url), null), end);
  }

  /** Opens an address that leads to the provider's login form, and logs in there. */
  Hop logIn(String url, String username, String password, String end) {
    Hop form = open(url, end);
    if (form.redirects()) {
      return form;
    }
    Matcher action = LOGIN_FORM.matcher(form.answer().text());
    assertThat(action.find())
        .as("%s shows a login form; it was %s", form.address(), form.answer().status())
        .isTrue();
    page = form.address();
    URI target = URI.create(action.group(1).replace("&amp;", "&"));
    Hop next =
        request(
            "POST",
            target,
            Form.of(Map.of("username", username, "password", password, "credentialId", "")));
    return follow(next, end);
  }

  /** Goes on after a redirect that was not followed. */
  Hop goOn(Hop last, String end) {
    return follow(request("GET", last.target(), null), end);
  }

  /** A script of a page at this address asks its own server. */
  Answer script(String method, String url) {
    URI target = URI.create(url);
    page = target;
    return request(method, target, null).answer();
  }

  /** All answers so far, in order. */
  List<Hop> hops() {
    return List.copyOf(hops);
  }

  private Hop follow(Hop first, String end) {
    Hop hop = first;
    for (int i = 0; hop.redirects() && i < MOST_REDIRECTS; i++) {
      if (!end.isEmpty() && hop.target().toString().startsWith(end)) {
        return hop;
      }
      hop = request("GET", hop.target(), null);
    }
    return hop;
  }

  private Hop request(String method, URI target, @Nullable String form) {
    boolean sameSite = page == null || page.getHost().equals(target.getHost());
    String sent =
        cookies.stream()
            .filter(cookie -> cookie.goesTo(method, target, sameSite))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    Client client = sent.isEmpty() ? HTTP : HTTP.with("Cookie", sent);
    if (page != null && !method.equals("GET")) {
      client =
          client
              .with("Origin", page.getScheme() + "://" + page.getAuthority())
              .with("Sec-Fetch-Site", sameSite ? "same-origin" : "cross-site");
    }
    var body = form == null ? BodyPublishers.noBody() : BodyPublishers.ofString(form);
    String type = form == null ? null : Form.TYPE;
    Hop hop = new Hop(target, client.send(method, target.toString(), type, body));
    hop.cookies().forEach(this::keep);
    hops.add(hop);
    return hop;
  }

  private void keep(Cookie cookie) {
    cookies.removeIf(cookie::replaces);
    if (!cookie.expired()) {
      cookies.add(cookie);
    }
  }
}
