package io.keygate.incontainer;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What tests inside the server deploy. */
public final class Archives {
  static final Path DISTRIBUTION =
      Path.of(System.getProperty("keygate.distribution", "target")).toAbsolutePath();

  private Archives() {}

  /**
   * The WAR of the build with these classes and what they need. Its timers are left out: they go by
   * the wall clock, and here the test says when it is time.
   */
  public static WebArchive keygateWith(Class<?>... classes) {
    var war =
        ShrinkWrap.createFromZipFile(
            WebArchive.class, DISTRIBUTION.resolve("keygate.war").toFile());
    war.getContent(Filters.include(".*Timer\\.class")).keySet().forEach(war::delete);
    return war.addClasses(classes)
        .addClasses(Requests.class, Committed.class)
        .addAsLibraries(jarOf(Assertions.class));
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
