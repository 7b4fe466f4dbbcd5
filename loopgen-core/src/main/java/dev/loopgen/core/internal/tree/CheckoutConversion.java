package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.GitRepository;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blob that git would have checked out as the bytes on disk, using the attributes of the
 * base and the clone's line end settings, without running filters (gitattributes).
 *
 * <p>Supports line ends, encodings, the ident keyword and LFS pointers. Each conversion must lead
 * back to exactly the bytes on disk. The one exception, which is reported, is line ends that git
 * has converted in the index but would check out differently. For any other conversion, the bytes
 * are taken as they are, or, if they cannot be compared, the blob of the index; this is reported
 * too.
 */
final class CheckoutConversion {

  static final int MAX_CONVERTED = 64 << 20;
  private static final int MAX_POINTER = 1024;
  private static final String POINTER = "version https://git-lfs.github.com/spec/v1\n";

  private final GitRepository repository;
  private final BaseAttributes attributes;
  private @Nullable CheckoutSettings settings;

  CheckoutConversion(GitRepository repository, Base base) {
    this.repository = repository;
    this.attributes = new BaseAttributes(base);
  }

  /**
   * The result for one file.
   *
   * @param id the blob
   * @param unapplied the attribute or setting whose conversion was not applied, or empty
   * @param filtered whether the bytes on disk cannot be compared, so the index's blob was taken
   */
  record Rendered(GitId id, Optional<String> unapplied, boolean filtered) {

    private static Rendered exactly(GitId id) {
      return new Rendered(id, Optional.empty(), false);
    }
  }

  /**
   * Finds the blob of one file.
   *
   * @param raw the id of the blob with the bytes on disk
   * @param staged the blob of the index, or null if it has none
   */
  Rendered render(RepoPath path, Path file, GitId raw, @Nullable GitId staged, ContentHasher hasher)
      throws IOException {
    Map<String, Attribute> found = attributes.of(path);
    String filter = BaseAttributes.value(found, "filter");
    if (filter != null) {
      return filter.equals("lfs")
          ? Rendered.exactly(largeFile(file, raw, hasher))
          : unknown(raw, staged, "filter=" + filter);
    }
    LineEnds lineEnds = LineEnds.of(found, settings());
    String encoding = BaseAttributes.value(found, "working-tree-encoding");
    if (Files.size(file) > MAX_CONVERTED) {
      return Rendered.exactly(raw);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      Optional<byte[]> utf8 = WorkTreeEncoding.toUtf8(bytes, encoding);
      if (utf8.isEmpty()) {
        return new Rendered(raw, Optional.of("working-tree-encoding=" + encoding), false);
      }
      bytes = utf8.get();
    }
    if (isSet(found, "ident")) {
      Optional<GitId> blob = IdentKeyword.blob(bytes, hasher);
      return new Rendered(
          blob.orElse(raw), blob.isPresent() ? Optional.empty() : Optional.of("ident"), false);
    }
    return lineEnds(lineEnds, bytes, staged, hasher);
  }

  private static boolean isSet(Map<String, Attribute> attributes, String name) {
    Attribute attribute = attributes.get(name);
    return attribute != null && attribute.getState() == Attribute.State.SET;
  }

  private static Rendered unknown(GitId raw, @Nullable GitId staged, String attribute) {
    return staged == null || staged.equals(raw)
        ? new Rendered(raw, Optional.of(attribute), false)
        : new Rendered(staged, Optional.of(attribute), true);
  }

  private static Rendered lineEnds(
      LineEnds lineEnds, byte[] bytes, @Nullable GitId staged, ContentHasher hasher) {
    GitId raw = hasher.blob(bytes);
    Optional<byte[]> added = lineEnds.added(bytes);
    if (added.isEmpty()) {
      return Rendered.exactly(raw);
    }
    GitId converted = hasher.blob(added.get());
    if (Arrays.equals(lineEnds.checkedOut(added.get()), bytes)) {
      return Rendered.exactly(converted);
    }
    boolean convertedBefore = lineEnds.isByAttribute() && Objects.equals(converted, staged);
    return new Rendered(convertedBefore ? converted : raw, Optional.of("text"), false);
  }

  private synchronized CheckoutSettings settings() {
    if (settings == null) {
      settings = CheckoutSettings.of(repository, File.separatorChar == '\\');
    }
    return settings;
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
    return hasher.blob(pointer(digest, size));
  }

  /** Returns the pointer that LFS stores for a file. */
  static byte[] pointer(String sha256, long size) {
    String pointer = POINTER + "oid sha256:" + sha256 + "\nsize " + size + "\n";
    return pointer.getBytes(StandardCharsets.US_ASCII);
  }
}
