package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.GitRepository;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * Converts blobs to files like git does at checkout, using the attributes of the base and the
 * clone's line end settings, without running filters. The reverse of {@link CheckoutConversion}.
 * Thread-safe.
 */
public final class BlobCheckout {

  /** Larger blobs are not converted, as in a snapshot; in bytes. */
  public static final int MAX_CONVERTED = CheckoutConversion.MAX_CONVERTED;

  private final BaseAttributes attributes;
  private final CheckoutSettings settings;

  /**
   * Creates the conversion of a repository.
   *
   * @param base the source of the attributes
   */
  public BlobCheckout(GitRepository repository, Base base) {
    this.attributes = new BaseAttributes(base);
    this.settings = CheckoutSettings.of(repository, File.separatorChar == '\\');
  }

  /**
   * How the blobs of one path become files.
   *
   * @param filter the filter that git would run, or null for none
   * @param lineEnds the conversion of line ends
   * @param encoding the encoding on disk, or null for the blob's own
   * @param ident whether the ident keyword is expanded
   */
  public record Conversion(
      @Nullable String filter, LineEnds lineEnds, @Nullable String encoding, boolean ident) {

    /** Tells whether every blob is checked out as it is. */
    public boolean isNone() {
      return filter == null && encoding == null && !ident && !lineEnds.changesCheckout();
    }

    /** Returns the name of the filter that git would run. */
    public Optional<String> filterName() {
      return Optional.ofNullable(filter);
    }

    /** Returns the bytes that git checks out for a blob, apart from filters. */
    public byte[] apply(GitId id, byte[] blob) {
      byte[] bytes = lineEnds.checkedOut(ident ? IdentKeyword.checkedOut(id, blob) : blob);
      return encoding == null ? bytes : WorkTreeEncoding.checkedOut(bytes, encoding).orElse(bytes);
    }

    /** Tells whether git would store a file as a blob, apart from filters. */
    public boolean stores(byte[] file, GitId blob) {
      ContentHasher hasher = new ContentHasher();
      byte[] bytes = file;
      if (encoding != null) {
        Optional<byte[]> utf8 = WorkTreeEncoding.toUtf8(file, encoding);
        if (utf8.isEmpty()) {
          return false;
        }
        bytes = utf8.get();
      }
      if (ident) {
        return IdentKeyword.blob(bytes, hasher).filter(blob::equals).isPresent();
      }
      return hasher.blob(lineEnds.added(bytes).orElse(bytes)).equals(blob);
    }
  }

  /** Tells whether a blob is the pointer that LFS stores for a file. */
  public static boolean isPointer(GitId blob, String sha256, long size) {
    return new ContentHasher().blob(CheckoutConversion.pointer(sha256, size)).equals(blob);
  }

  /** Returns the conversion of a path. */
  public Conversion of(RepoPath path) {
    Map<String, Attribute> found = attributes.of(path);
    String encoding = BaseAttributes.value(found, "working-tree-encoding");
    Attribute ident = found.get("ident");
    return new Conversion(
        BaseAttributes.value(found, "filter"),
        LineEnds.of(found, settings),
        encoding == null || encoding.equalsIgnoreCase("UTF-8") ? null : encoding,
        ident != null && ident.getState() == Attribute.State.SET);
  }
}
