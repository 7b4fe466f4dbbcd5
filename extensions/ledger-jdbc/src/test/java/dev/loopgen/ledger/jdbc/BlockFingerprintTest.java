package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlockFingerprintTest {

  private final BlockFingerprint fingerprint = new BlockFingerprint();

  @Test
  void of_blocksThatDifferInAnything_differ() {
    Random random = new Random(3);
    List<byte[]> blocks = new ArrayList<>();
    for (int length : List.of(0, 1, 15, 16, 17, 1023, 1024, 1025, 5000)) {
      byte[] block = new byte[length];
      random.nextBytes(block);
      blocks.add(block);
      blocks.add(Arrays.copyOf(block, length + 1));
      blocks.add(Arrays.copyOf(block, length + 16));
      for (int bit = 0; bit < 8 * length; bit += 1 + bit / 5) {
        byte[] flipped = block.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        blocks.add(flipped);
      }
    }
    byte[] swapped = new byte[2048];
    Arrays.fill(swapped, 0, 1024, (byte) 7);
    blocks.add(swapped);
    byte[] other = new byte[2048];
    Arrays.fill(other, 1024, 2048, (byte) 7);
    blocks.add(other);

    Set<Long> seen = new HashSet<>();
    Set<ByteBuffer> distinct = new HashSet<>();
    for (byte[] block : blocks) {
      seen.add(fingerprint.of(block));
      distinct.add(ByteBuffer.wrap(block));
      assertThat(fingerprint.of(block.clone())).isEqualTo(fingerprint.of(block));
    }
    assertThat(seen).hasSameSizeAs(distinct);
    assertThat(new BlockFingerprint().of(other)).isNotEqualTo(fingerprint.of(other));
  }

  @Test
  void read_blockThatChangedSinceItWasRead_isAnError() throws Exception {
    int[] reads = {0};
    SnapshotBytes bytes =
        new SnapshotBytes(
            block -> new byte[] {(byte) block, block == 0 ? (byte) reads[0]++ : 0},
            9,
            18,
            () -> {});
    ByteBuffer target = ByteBuffer.allocate(2);
    for (long position = 0; position < 18; position += 2) {
      assertThat(bytes.read(target.clear(), position)).isEqualTo(2);
    }

    assertThatThrownBy(() -> bytes.read(target.clear(), 0))
        .isInstanceOf(SqlFailure.class)
        .hasMessageContaining("other entries than a moment before");
    assertThat(bytes.read(target.clear(), 2)).isEqualTo(2);
  }
}
