package dev.loopgen.core.internal.exec;

import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the secrets in guarded files that are not part of the repository: watched and untracked
 * files. Tracked content is not a secret of this machine.
 */
public final class GuardedSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedSecrets.class);

  /** The size limit of files that are read, in bytes; files of settings and keys are smaller. */
  private static final int MAX_FILE = 256 << 10;

  /** The most secrets; more would slow down the reading of output. */
  private static final int MAX_SECRETS = 5_000;

  private GuardedSecrets() {}

  /**
   * Returns the values to redact from the output of commands.
   *
   * @param snapshot the tree on disk
   * @param guard the guarded paths
   */
  public static Set<String> of(TreeSnapshot snapshot, PathPatterns guard, WorkTree workTree) {
    Set<RepoPath> paths = new TreeSet<>(snapshot.watched().keySet());
    snapshot.untracked().stream().filter(path -> guard.match(path).isPresent()).forEach(paths::add);
    Set<String> secrets = new LinkedHashSet<>();
    for (RepoPath path : paths) {
      if (secrets.size() >= MAX_SECRETS) {
        LOG.warn("guarded files hold more than {} secrets; {} is not redacted", MAX_SECRETS, path);
        break;
      }
      read(path, workTree, secrets);
    }
    return secrets;
  }

  private static void read(RepoPath path, WorkTree workTree, Set<String> secrets) {
    try {
      byte[] content =
          PlainFile.read(
              FileNameBytes.resolve(workTree.root(), path.bytes()),
              MAX_FILE,
              LinkOption.NOFOLLOW_LINKS);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      secrets.addAll(Redactor.secretsIn(text));
    } catch (CharacterCodingException binary) {
      LOG.debug("{} is no text and is not redacted", path, binary);
    } catch (IOException | InvalidPathException notReadable) {
      LOG.warn("the guarded file {} is not read, so its content is not redacted", path);
      LOG.debug("why it is not read", notReadable);
    }
  }
}
