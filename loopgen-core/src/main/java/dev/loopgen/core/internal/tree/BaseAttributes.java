package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.PathRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.jspecify.annotations.Nullable;

/** The attributes of paths from the {@code .gitattributes} files of a base (gitattributes). */
final class BaseAttributes {

  private static final String MACRO = "[attr]";

  private final Base base;
  private final Map<String, List<Rule>> rules = new HashMap<>();
  private final Map<String, List<Attribute>> macros = new HashMap<>();

  private record Rule(PathRule path, List<Attribute> attributes) {}

  BaseAttributes(Base base) {
    this.base = base;
    Attribute noText = new Attribute("text", Attribute.State.UNSET);
    macros.put("binary", List.of(noText));
  }

  /** Returns the attributes of a path that are set, unset or have a value. */
  synchronized Map<String, Attribute> of(RepoPath path) {
    String text = new String(path.bytes(), StandardCharsets.ISO_8859_1);
    Map<String, Attribute> found = new HashMap<>();
    for (int slash = -1; ; slash = text.indexOf('/', slash + 1)) {
      String directory = text.substring(0, slash + 1);
      for (Rule rule : rules(directory)) {
        if (rule.path.matches(text.substring(slash + 1), false)) {
          rule.attributes.forEach(attribute -> put(found, attribute));
        }
      }
      if (text.indexOf('/', slash + 1) < 0) {
        return found;
      }
    }
  }

  private void put(Map<String, Attribute> found, Attribute attribute) {
    if (attribute.getState() == Attribute.State.UNSPECIFIED) {
      found.remove(attribute.getKey());
      return;
    }
    found.put(attribute.getKey(), attribute);
    List<Attribute> meant = macros.get(attribute.getKey());
    if (meant != null && attribute.getState() == Attribute.State.SET) {
      meant.forEach(each -> put(found, each));
    }
  }

  private List<Rule> rules(String directory) {
    List<Rule> known = rules.get(directory);
    if (known == null) {
      known = load(directory);
      rules.put(directory, known);
    }
    return known;
  }

  private List<Rule> load(String directory) {
    byte[] name = (directory + ".gitattributes").getBytes(StandardCharsets.ISO_8859_1);
    Optional<byte[]> bytes = base.read(RepoPath.of(name));
    List<Rule> found = new ArrayList<>();
    for (AttributesRule rule : bytes.map(content -> parse(directory, content)).orElse(List.of())) {
      String pattern = rule.getPattern();
      if (pattern.startsWith(MACRO)) {
        if (directory.isEmpty()) {
          macros.put(pattern.substring(MACRO.length()), rule.getAttributes());
        }
      } else if (!rule.isDirOnly() && !pattern.startsWith("!")) {
        found.add(new Rule(PathRule.of(pattern), rule.getAttributes()));
      }
    }
    return found;
  }

  private static List<AttributesRule> parse(String directory, byte[] content) {
    AttributesNode node = new AttributesNode();
    String latin = new String(content, StandardCharsets.ISO_8859_1);
    try {
      node.parse(new ByteArrayInputStream(latin.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw new RepositoryException(
          "The file " + directory + ".gitattributes at the base is not valid: " + e.getMessage(),
          e);
    }
    return node.getRules();
  }

  /** Returns the value of an attribute, or null if it has none. */
  static @Nullable String value(Map<String, Attribute> attributes, String name) {
    Attribute attribute = attributes.get(name);
    return attribute == null ? null : attribute.getValue();
  }
}
