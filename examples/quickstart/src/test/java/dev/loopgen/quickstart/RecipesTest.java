package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunResult;
import dev.loopgen.attest.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the recipes of {@code docs/embedding.md}. */
@Tag("slow")
final class RecipesTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @TempDir private Path scratch;
  private Shop shop;

  @BeforeEach
  void openTheShop() throws Exception {
    shop = Shop.create(Files.createDirectory(scratch.resolve("shop")));
    shop.write("total.sh", "a=$1; b=$2\necho $((a + b))\n");
  }

  @Test
  void attest_passingRun_isProvenToTheHolderOfThePublicKey() throws Exception {
    SigningKey key = SigningKey.generateEd25519(new SecureRandom());
    Path privateKey = Files.writeString(scratch.resolve("key.pem"), key.privatePem());
    Path publicKey = Files.writeString(scratch.resolve("public.pem"), key.publicPem());

    assertThat(Recipes.attest(shop.directory(), privateKey, publicKey, out())).isTrue();
    assertThat(screen.toString(StandardCharsets.UTF_8)).startsWith("A run that passed is attested");
  }

  @Test
  void attest_otherKeyExpected_provesNothing() throws Exception {
    SigningKey key = SigningKey.generateEd25519(new SecureRandom());
    SigningKey other = SigningKey.generateEd25519(new SecureRandom());
    Path privateKey = Files.writeString(scratch.resolve("key.pem"), key.privatePem());
    Path publicKey = Files.writeString(scratch.resolve("public.pem"), other.publicPem());

    assertThat(Recipes.attest(shop.directory(), privateKey, publicKey, out())).isFalse();
  }

  @Test
  void server_twoRepositories_areJudgedEach() throws Exception {
    Shop broken = Shop.create(Files.createDirectory(scratch.resolve("broken")));
    broken.write("total.sh", "echo 0\n");
    ExecutorService pool = Executors.newFixedThreadPool(2);

    Map<Path, CompletableFuture<RunResult>> runs =
        new Recipes.Server().judge(List.of(shop.directory(), broken.directory()), pool);

    assertThat(runs.get(shop.directory()).get().passed()).isTrue();
    assertThat(runs.get(broken.directory()).get().passed()).isFalse();
    pool.shutdown();
  }

  private PrintStream out() {
    return new PrintStream(screen, true, StandardCharsets.UTF_8);
  }
}
