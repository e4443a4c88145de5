package io.keygate.bench;

import io.keygate.bench.bare.BareApplication;
import io.keygate.bench.bare.BareResource;
import io.keygate.bench.bare.BareServlet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A second application for the running server: two endpoints that do nothing. */
final class BareWar {
  /** Under the WAR's own context. */
  static final String RESOURCE = "/bare/rest/nothing";

  static final String SERVLET = "/bare/servlet";

  private static final List<Class<?>> CLASSES =
      List.of(BareApplication.class, BareResource.class, BareServlet.class);

  /** The server's OpenAPI document is Keygate's. */
  private static final String CONFIGURATION = "mp.openapi.extensions.enabled=false\n";

  private BareWar() {}

  /** Puts it where the server looks for deployments; it appears some seconds later. */
  static void deploy(Path deployments) throws IOException {
    // NB: moved there in one piece, so that the server never sees half of it.
    Path unfinished = Files.createTempFile(deployments.getParent(), "bare", ".war");
    try (var zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
      add(
          zip,
          "META-INF/microprofile-config.properties",
          CONFIGURATION.getBytes(StandardCharsets.US_ASCII));
      for (Class<?> type : CLASSES) {
        String file = type.getName().replace('.', '/') + ".class";
        add(zip, file, bytes(file));
      }
    }
    Files.move(unfinished, deployments.resolve("bare.war"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void add(ZipOutputStream zip, String file, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + file));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = BareWar.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IOException(file + " is not compiled");
      }
      return in.readAllBytes();
    }
  }
}
