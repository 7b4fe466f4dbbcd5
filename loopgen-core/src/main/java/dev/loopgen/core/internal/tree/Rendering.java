package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/**
 * Finds the blob that git would have checked out as the bytes on disk, by the attributes of the
 * base alone and without running a filter (gitattributes).
 *
 * <p>Two conversions are known: line ends, and the pointer of a large file. Everything else is
 * taken byte by byte and named.
 */
final class Rendering {

  private static final int MAX_CONVERTED = 64 << 20;
  private static final int MAX_POINTER = 1024;
  private static final String POINTER = "version https://git-lfs.github.com/spec/v1\n";

  private final Base base;
  private final boolean crlfPlatform;
  private final Map<String, List<AttributesRule>> rules = new HashMap<>();

  Rendering(Base base, boolean crlfPlatform) {
    this.base = base;
    this.crlfPlatform = crlfPlatform;
  }

  /**
   * The result for one file.
   *
   * @param id the blob
   * @param unapplied the attribute that asks for a conversion that was not applied, or empty
   */
  record Rendered(GitId id, Optional<String> unapplied) {}

  /**
   * Renders one file.
   *
   * @param raw the id of the blob that holds the bytes as they are
   */
  Rendered render(RepoPath path, Path file, GitId raw, ContentHasher hasher) throws IOException {
    Map<String, Attribute> attributes = attributes(path);
    Optional<String> unapplied = Optional.empty();
    for (String name : List.of("ident", "working-tree-encoding", "filter")) {
      Attribute attribute = attributes.get(name);
      if (attribute != null && attribute.getState() != Attribute.State.UNSET) {
        if (name.equals("filter") && "lfs".equals(attribute.getValue())) {
          return new Rendered(largeFile(file, raw, hasher), unapplied);
        }
        unapplied = Optional.of(attribute.toString());
      }
    }
    if (unapplied.isEmpty() && wantsCrlf(attributes) && Files.size(file) <= MAX_CONVERTED) {
      Optional<byte[]> converted = withoutCr(Files.readAllBytes(file));
      if (converted.isPresent()) {
        return new Rendered(hasher.blob(converted.get()), unapplied);
      }
    }
    return new Rendered(raw, unapplied);
  }

  private static GitId largeFile(Path file, GitId raw, ContentHasher hasher) throws IOException {
    long size = Files.size(file);
    if (size <= MAX_POINTER) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (text.startsWith(POINTER)) {
        return raw;
      }
    }
    String digest = hasher.sha256(file, FileMode.REGULAR);
    String pointer = POINTER + "oid sha256:" + digest + "\nsize " + size + "\n";
    return hasher.blob(pointer.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean wantsCrlf(Map<String, Attribute> attributes) {
    Attribute text = attributes.get("text");
    Attribute eol = attributes.get("eol");
    if (text != null && text.getState() == Attribute.State.UNSET) {
      return false;
    }
    if (eol != null && eol.getValue() != null) {
      return eol.getValue().equals("crlf");
    }
    return crlfPlatform && text != null;
  }

  /** Removes the CR of every line end; empty unless exactly that leads back to the bytes. */
  private static Optional<byte[]> withoutCr(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    boolean any = false;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      boolean lineEnd = b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      boolean bareLf = b == '\n' && (i == 0 || bytes[i - 1] != '\r');
      if (b == 0 || bareLf || b == '\r' && !lineEnd) {
        return Optional.empty();
      }
      any |= lineEnd;
      if (!lineEnd) {
        out.write(b);
      }
    }
    return any ? Optional.of(out.toByteArray()) : Optional.empty();
  }

  private synchronized Map<String, Attribute> attributes(RepoPath path) {
    String text = new String(path.bytes(), StandardCharsets.ISO_8859_1);
    Map<String, Attribute> found = new HashMap<>();
    for (int slash = -1; ; slash = text.indexOf('/', slash + 1)) {
      String directory = text.substring(0, slash + 1);
      for (AttributesRule rule : rules(directory)) {
        if (rule.isMatch(text.substring(slash + 1), false)) {
          rule.getAttributes().forEach(attribute -> put(found, attribute));
        }
      }
      if (text.indexOf('/', slash + 1) < 0) {
        return found;
      }
    }
  }

  /** Expands the one macro that git builds in and that matters here. */
  private static void put(Map<String, Attribute> found, Attribute attribute) {
    found.put(attribute.getKey(), attribute);
    if (attribute.getKey().equals("binary") && attribute.getState() == Attribute.State.SET) {
      found.put("text", new Attribute("text", Attribute.State.UNSET));
    }
  }

  private List<AttributesRule> rules(String directory) {
    return rules.computeIfAbsent(directory, this::load);
  }

  private List<AttributesRule> load(String directory) {
    byte[] name = (directory + ".gitattributes").getBytes(StandardCharsets.ISO_8859_1);
    Optional<byte[]> bytes = base.read(RepoPath.of(name));
    if (bytes.isEmpty()) {
      return List.of();
    }
    AttributesNode node = new AttributesNode();
    try {
      node.parse(new ByteArrayInputStream(bytes.get()));
    } catch (IOException | IllegalArgumentException e) {
      throw new RepositoryException(
          "The file " + directory + ".gitattributes at the base is not valid: " + e.getMessage(),
          e);
    }
    return new ArrayList<>(node.getRules());
  }
}
