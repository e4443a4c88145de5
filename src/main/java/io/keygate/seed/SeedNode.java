package io.keygate.seed;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a seed file that knows its lines; fields that nobody asked for are refused. */
final class SeedNode {
  private final MappingNode node;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private SeedNode(MappingNode node) {
    this.node = node;
    for (NodeTuple tuple : node.getValue()) {
      String name = scalar(tuple.getKeyNode());
      int line = line(tuple.getKeyNode());
      if (fields.putIfAbsent(name, tuple.getValueNode()) != null) {
        throw new SeedException(line, "'" + name + "' is there twice");
      }
      lines.put(name, line);
    }
  }

  /** Reads YAML 1.2, which JSON is too; null where the file holds nothing. */
  static @Nullable SeedNode parse(String text) {
    try {
      var settings = LoadSettings.builder().setUseMarks(true).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isEmpty() ? null : mapping(root.get());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new SeedException(line, "this is neither YAML nor JSON");
    } catch (YamlEngineException e) {
      throw new SeedException("is neither YAML nor JSON");
    }
  }

  int line() {
    return line(node);
  }

  boolean has(String field) {
    return lines.containsKey(field);
  }

  /** The line of a field; of the mapping where it has no such field. */
  int line(String field) {
    return lines.getOrDefault(field, line());
  }

  /** Refuses fields other than these. */
  void allow(String... names) {
    List<String> allowed = List.of(names);
    lines.forEach(
        (name, line) -> {
          if (!allowed.contains(name)) {
            throw new SeedException(
                line, "'" + name + "' is not one of " + String.join(", ", allowed));
          }
        });
  }

  String required(String field) {
    return text(field).orElseThrow(() -> new SeedException(line(), "'" + field + "' is missing"));
  }

  Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field)).filter(n -> !isNull(n)).map(SeedNode::scalar);
  }

  Optional<Integer> integer(String field) {
    return text(field)
        .map(
            text -> {
              try {
                return Integer.valueOf(text);
              } catch (NumberFormatException e) {
                throw new SeedException(line(field), "'" + field + "' must be a whole number");
              }
            });
  }

  Optional<Instant> instant(String field) {
    return text(field)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException e) {
                throw new SeedException(
                    line(field), "'" + field + "' must be an instant such as 2027-01-31T00:00:00Z");
              }
            });
  }

  Optional<List<String>> texts(String field) {
    return items(field).map(nodes -> nodes.stream().map(SeedNode::scalar).toList());
  }

  /** The mappings of a list; none where the field is absent. */
  List<SeedNode> children(String field) {
    return items(field).orElse(List.of()).stream().map(SeedNode::mapping).toList();
  }

  private Optional<List<Node>> items(String field) {
    Node value = fields.get(field);
    if (value == null || isNull(value)) {
      return Optional.empty();
    }
    if (value instanceof SequenceNode sequence) {
      return Optional.of(sequence.getValue());
    }
    throw new SeedException(line(field), "'" + field + "' must be a list");
  }

  private static SeedNode mapping(Node node) {
    if (node instanceof MappingNode mapping) {
      return new SeedNode(mapping);
    }
    throw new SeedException(line(node), "here must be fields with values");
  }

  private static String scalar(Node node) {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return scalar.getValue();
    }
    throw new SeedException(line(node), "here must be a single value");
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
