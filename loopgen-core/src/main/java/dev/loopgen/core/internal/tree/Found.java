package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.file.Path;

/**
 * One path that a walk came across.
 *
 * @param path its name in the repository
 * @param file where it stands
 * @param content the kind of file, and the id of its bytes as they are
 * @param stamp the file system's stamp
 * @param tracked whether the index holds it
 */
record Found(RepoPath path, Path file, TreeEntry content, FileStamp stamp, boolean tracked) {}
