import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** An application on the class path. */
public final class Consumer {

  public static void main(String[] arguments) throws InterruptedException {
    LoopSpec spec = LoopSpec.builder("consumer").command("git --version").build();
    RunResult result =
        Loopgen.runner(Path.of(arguments[0])).build().run(RunRequest.builder().spec(spec).build());
    NoteKeyPair key = NoteKeyPair.generate("consumer", new SecureRandom());
    SignedNote note = SignedNote.sign(result.passed() + "\n", List.of(key.signer()));
    String signed = note.open(key.verifier()).verified().orElseThrow().content().strip();
    System.out.println(signed + " " + Consumer.class.getModule().getName());
  }
}
