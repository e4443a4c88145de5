package io.keygate.rotation.mail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Set;
import java.util.TreeSet;

/** The parts that a template includes, wherever in it. */
final class Inclusions implements Mustache.Visitor {
  private final Set<String> parts = new TreeSet<>();

  private Inclusions() {}

  static Set<String> of(Template template) {
    var inclusions = new Inclusions();
    template.visit(inclusions);
    return inclusions.parts;
  }

  @Override
  public boolean visitInclude(String part) {
    parts.add(part);
    return false;
  }

  @Override
  public boolean visitSection(String name) {
    return true;
  }

  @Override
  public boolean visitInvertedSection(String name) {
    return true;
  }

  @Override
  public void visitText(String text) {
    // includes nothing
  }

  @Override
  public void visitVariable(String name) {
    // includes nothing
  }
}
