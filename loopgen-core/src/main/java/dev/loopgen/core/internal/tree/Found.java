package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.nio.file.Path;

/**
 * One path that a walk came across.
 *
 * @param path its name in the repository
 * @param file where it stands
 * @param mode the kind of file
 * @param id the id of its bytes as they are
 * @param stamp the file system's stamp
 */
record Found(RepoPath path, Path file, FileMode mode, GitId id, FileStamp stamp) {}
