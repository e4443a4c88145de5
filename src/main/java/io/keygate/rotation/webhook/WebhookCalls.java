package io.keygate.rotation.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.rotation.webhook.CheckedAddresses.RefusedAddressException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls webhooks: straight, without proxies, redirects, cookies or repeats of its own, and within
 * ten seconds in all, whatever the other side does.
 */
@ApplicationScoped
public class WebhookCalls {
  private static final int SECONDS = 10;
  private static final Timeout LIMIT = Timeout.ofSeconds(SECONDS);
  private static final int LONGEST = 200;

  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines;

  @Inject
  WebhookCalls(CheckedAddresses addresses) {
    this((DnsResolver) addresses);
  }

  WebhookCalls(DnsResolver addresses) {
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(addresses)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(LIMIT)
                            .setSocketTimeout(LIMIT)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(LIMIT)
                    .setResponseTimeout(LIMIT)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            // NB: with a proxy it would be the proxy that leads names to addresses.
            .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
            // NB: an address is checked for each call, also where a connection could be used again.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setUserAgent("Keygate")
            .build();
    deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "webhook-deadlines");
              thread.setDaemon(true);
              return thread;
            });
  }

  @PreDestroy
  void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  /**
   * Calls it with an event, once.
   *
   * @param id the same in every attempt, so that the receiver can leave out what it has
   */
  public Reply call(Receiver receiver, String id, String event, Instant now) {
    SigningSecret secret = receiver.secret();
    if (secret == null) {
      return new Reply(false, "the pepper that its secret follows from is not known here");
    }
    byte[] body = event.getBytes(UTF_8);
    var post = new HttpPost(URI.create(receiver.url()));
    post.setHeader("webhook-id", id);
    post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
    post.setHeader("webhook-signature", secret.signature(id, now, body));
    post.setEntity(new ByteArrayEntity(body, ContentType.create(WebhookEvent.MEDIA_TYPE)));
    return send(post);
  }

  private Reply send(HttpPost post) {
    ScheduledFuture<?> deadline = deadlines.schedule(post::cancel, SECONDS, TimeUnit.SECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(null, post, null);
      int status = response.getCode();
      String words = status + " " + plain(response.getReasonPhrase());
      end(post, response);
      return new Reply(status / 100 == 2, words.strip());
    } catch (IOException e) {
      return new Reply(false, words(e, post.isCancelled()));
    } finally {
      deadline.cancel(false);
    }
  }

  private static void end(HttpPost post, ClassicHttpResponse response) {
    // NB: else closing would read the body to its end, which need not come.
    post.cancel();
    try {
      response.close();
    } catch (IOException e) {
      // the rest of the body is not wanted
    }
  }

  /** Only words that are not the other side's own. */
  private static String words(IOException e, boolean late) {
    if (late || e instanceof SocketTimeoutException) {
      return "no answer within " + SECONDS + " seconds";
    }
    if (e instanceof RefusedAddressException) {
      return plain(e.getMessage());
    }
    if (e instanceof UnknownHostException) {
      return "the name of the host is not known";
    }
    if (e instanceof ConnectException) {
      return "no connection: " + plain(e.getMessage());
    }
    if (e instanceof SSLException) {
      return "no TLS connection: " + plain(e.getMessage());
    }
    return "no HTTP answer";
  }

  private static String plain(@org.jspecify.annotations.Nullable String text) {
    String plain = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.substring(0, Math.min(LONGEST, plain.length()));
  }
}
