package dev.loopgen.api.isolation;

import dev.loopgen.api.tree.PathPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The isolation that a caller asks for. It is never a wish: commands that cannot be isolated so are
 * not run.
 *
 * @param level how far commands are isolated
 * @param network the network that commands get
 * @param copyCaches whether commands get private, writable copies of the tool caches in the home
 *     directory; otherwise the caches are read-only
 * @param unmasked the masked paths that commands may read nevertheless, relative to the home
 *     directory and separated by {@code /}, for example {@code .npmrc}
 * @param keep the ignored files that are copied from an export back to the work tree
 * @param readOnly further files and directories that commands may not write to, in the work tree,
 *     or the work tree itself; of a {@code .git}, the repository that it belongs to
 * @param hidden directories that commands must not read
 */
public record Isolation(
    Level level,
    Network network,
    boolean copyCaches,
    Set<String> unmasked,
    List<PathPattern> keep,
    Set<Path> readOnly,
    Set<Path> hidden) {

  /** No isolation. */
  public static final Isolation NONE = of(Level.NONE);

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no isolation that the other parts could be part
   *     of, or no export that files could be kept from, a path to unmask is not a plain relative
   *     one, or a read-only or hidden path is not absolute
   */
  public Isolation {
    Objects.requireNonNull(level);
    Objects.requireNonNull(network);
    unmasked = Set.copyOf(unmasked);
    keep = List.copyOf(keep);
    readOnly = Set.copyOf(readOnly);
    hidden = Set.copyOf(hidden);
    boolean plain =
        network == Network.HOST
            && !copyCaches
            && unmasked.isEmpty()
            && readOnly.isEmpty()
            && hidden.isEmpty();
    if (level == Level.NONE && !plain) {
      throw new IllegalArgumentException("without isolation, there is nothing to choose");
    }
    if (level != Level.EXPORT && !keep.isEmpty()) {
      throw new IllegalArgumentException("without an export, there are no files to keep");
    }
    unmasked.forEach(Isolation::requireRelative);
    readOnly.forEach(Isolation::requireAbsolute);
    hidden.forEach(Isolation::requireAbsolute);
  }

  private static void requireRelative(String path) {
    Path parsed = Path.of(path);
    if (path.isBlank() || parsed.isAbsolute() || !parsed.equals(parsed.normalize())) {
      throw new IllegalArgumentException(path + " is no plain path relative to the home directory");
    }
    if (parsed.startsWith("..")) {
      throw new IllegalArgumentException(path + " is outside the home directory");
    }
  }

  private static void requireAbsolute(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(path + " is not absolute");
    }
  }

  /**
   * Asks for a level, with all options at their defaults.
   *
   * @param level how far commands are isolated
   * @return the isolation
   */
  public static Isolation of(Level level) {
    return builder(level).build();
  }

  /**
   * Starts an isolation.
   *
   * @param level how far commands are isolated
   * @return a builder with all options at their defaults
   */
  public static Builder builder(Level level) {
    return new Builder(level);
  }

  /**
   * Returns a builder with the parts of this isolation.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder(level);
    builder.network = network;
    builder.copyCaches = copyCaches;
    builder.unmasked.addAll(unmasked);
    builder.keep.addAll(keep);
    builder.readOnly.addAll(readOnly);
    builder.hidden.addAll(hidden);
    return builder;
  }

  /** How far commands are isolated, from weakest to strongest. */
  public enum Level {
    /** Commands run as any other process of their user. */
    NONE("none"),
    /**
     * Commands run in their own namespaces. They write to the work tree, but not to its git
     * directories and not to {@code .loopgen}, and reach no process, socket or credential of the
     * machine.
     */
    SANDBOX("sandbox"),
    /**
     * As {@link #SANDBOX}, and commands see a private copy of the tree instead of the work tree.
     * Whatever they write to a judged file fails the run, even if they put it back.
     */
    EXPORT("export");

    private final String id;

    Level(String id) {
      this.id = id;
    }

    /**
     * Finds a level by its name.
     *
     * @param id the name
     * @return the level; empty if there is none of that name
     */
    public static Optional<Level> find(String id) {
      return Stream.of(values()).filter(level -> level.id.equals(id)).findFirst();
    }

    /**
     * Returns the name of the level in files and machine output.
     *
     * @return one lower-case word
     */
    public String id() {
      return id;
    }
  }

  /** The network that isolated commands get. */
  public enum Network {
    /**
     * The network of the machine. Through it, commands can have processes outside work for them.
     */
    HOST("host"),
    /** A loopback device of their own and nothing else. */
    NONE("none");

    private final String id;

    Network(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the network in files and machine output.
     *
     * @return one lower-case word
     */
    public String id() {
      return id;
    }
  }

  /** Builds an {@link Isolation}; not thread-safe. */
  public static final class Builder {

    private final Level level;
    private Network network = Network.HOST;
    private boolean copyCaches;
    private final Set<String> unmasked = new LinkedHashSet<>();
    private final List<PathPattern> keep = new ArrayList<>();
    private final Set<Path> readOnly = new LinkedHashSet<>();
    private final Set<Path> hidden = new LinkedHashSet<>();

    private Builder(Level level) {
      this.level = Objects.requireNonNull(level);
    }

    /**
     * Takes the network away. If not called, commands have it unless the loop forbids it.
     *
     * @return this builder
     */
    public Builder withoutNetwork() {
      this.network = Network.NONE;
      return this;
    }

    /**
     * Gives commands private, writable copies of the tool caches in the home directory. If not
     * called, they read the caches and cannot write to them.
     *
     * @return this builder
     */
    public Builder copyCaches() {
      this.copyCaches = true;
      return this;
    }

    /**
     * Lets commands read a path that is masked by default. If not called, none.
     *
     * @param path a path relative to the home directory, separated by {@code /}
     * @return this builder
     */
    public Builder unmask(String path) {
      unmasked.add(Objects.requireNonNull(path));
      return this;
    }

    /**
     * Has ignored files that commands write to an export copied back to the work tree, such as
     * reports. If not called, they are thrown away with it.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     * @throws IllegalArgumentException if the pattern is invalid
     */
    public Builder keep(String pattern) {
      keep.add(PathPattern.parse(pattern));
      return this;
    }

    /**
     * Makes a file or directory read-only. If not called, commands may write everywhere in the work
     * tree except to its git directories and to {@code .loopgen}.
     *
     * @param path an absolute path, in the work tree, or the work tree itself
     * @return this builder
     */
    public Builder readOnly(Path path) {
      readOnly.add(Objects.requireNonNull(path));
      return this;
    }

    /**
     * Shows a directory as an empty one. If not called, commands may read what the level shows.
     *
     * @param directory an absolute path
     * @return this builder
     */
    public Builder hide(Path directory) {
      hidden.add(Objects.requireNonNull(directory));
      return this;
    }

    /**
     * Builds the isolation.
     *
     * @return the isolation
     * @throws IllegalArgumentException if the parts do not fit together, see {@link Isolation}
     */
    public Isolation build() {
      return new Isolation(level, network, copyCaches, unmasked, keep, readOnly, hidden);
    }
  }
}
