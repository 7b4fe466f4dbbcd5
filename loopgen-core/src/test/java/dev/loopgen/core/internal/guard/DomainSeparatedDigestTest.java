package dev.loopgen.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainSeparatedDigestTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 63, 64, 65, 200})
  void hmac_keyOfAnyLength_isThatOfTheJdk(int length) throws Exception {
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) (7 * i + length);
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (String part : new String[] {"domain", "", "one"}) {
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length()).array());
      mac.update(part.getBytes(StandardCharsets.UTF_8));
    }

    DomainSeparatedDigest digests =
        DomainSeparatedDigest.hmacSha256(key, "domain")
            .part(new byte[0])
            .part("one".getBytes(StandardCharsets.UTF_8));

    assertThat(digests.hex()).isEqualTo(HexFormat.of().formatHex(mac.doFinal()));
  }
}
