package io.keygate.access.token;

import io.keygate.platform.inject.Shared;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EcKeyUtil;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.lang.JoseException;

/** Reads public keys: a JWKS or one JWK behind a URL or in a file, or a PEM file. */
@Shared
class KeySource {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** The keys at a location; fails where they cannot be had. */
  CompletableFuture<List<JsonWebKey>> keys(String location) {
    if (location.startsWith("http://") || location.startsWith("https://")) {
      var request = HttpRequest.newBuilder(URI.create(location)).timeout(PATIENCE).build();
      // NB: the request's own limit ends with the headers.
      return http.sendAsync(request, BodyHandlers.ofString())
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .thenApply(
              answer -> {
                if (answer.statusCode() != 200) {
                  throw new CompletionException(
                      new IOException("it answers " + answer.statusCode()));
                }
                return parse(answer.body());
              });
    }
    try {
      return CompletableFuture.completedFuture(parse(Files.readString(file(location))));
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Path file(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  /** Whether the location is a file that can be read. */
  static boolean isFile(String location) {
    try {
      return Files.isReadable(file(location));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return false;
    }
  }

  private static List<JsonWebKey> parse(String text) {
    try {
      String stripped = text.strip();
      if (stripped.startsWith("-----BEGIN")) {
        return List.of(pem(stripped));
      }
      return stripped.contains("\"keys\"")
          ? new JsonWebKeySet(stripped).getJsonWebKeys()
          : List.of(JsonWebKey.Factory.newJwk(stripped));
    } catch (JoseException | GeneralSecurityException e) {
      throw new CompletionException(e);
    }
  }

  private static JsonWebKey pem(String text) throws JoseException, GeneralSecurityException {
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(new RsaKeyUtil().fromPemEncoded(text));
    } catch (GeneralSecurityException | JoseException e) {
      return PublicJsonWebKey.Factory.newPublicJwk(new EcKeyUtil().fromPemEncoded(text));
    }
  }
}
