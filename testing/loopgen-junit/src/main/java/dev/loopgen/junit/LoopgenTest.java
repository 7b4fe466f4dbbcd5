package dev.loopgen.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the test methods of a class, and what runs before and after each of them, parameters of
 * loopgen. Works with JUnit 5.14 and 6.
 *
 * <table>
 * <caption>parameters</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link LoopgenProject}</td><td>an empty git repository of this test alone</td></tr>
 * <tr><td>{@link dev.loopgen.api.run.LoopRunner}</td>
 * <td>a runner for it, {@link LoopgenProject#runner()} as it is</td></tr>
 * <tr><td>{@link dev.loopgen.api.ledger.AuditLedger}</td><td>the ledger of the project</td></tr>
 * <tr><td>{@link java.time.Clock}</td><td>the fixed clock of the project</td></tr>
 * <tr><td>{@link dev.loopgen.testkit.model.ReplyQueue}</td>
 * <td>what the model is going to reply, nothing at first</td></tr>
 * <tr><td>{@link dev.loopgen.testkit.model.ScriptedModel}</td>
 * <td>a model that gives these replies</td></tr>
 * <tr><td>{@link OfflineSigstore}</td>
 * <td>signing as a CI job without a network; needs {@code loopgen-attest-sigstore} and {@code
 * loopgen-sigstore-fixture} among the dependencies of the tests</td></tr>
 * </table>
 *
 * <p>All parameters of one test belong together, and no two tests share any. The project of a test
 * that failed is kept; the failure has its path. Every other is deleted.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LoopgenExtension.class)
public @interface LoopgenTest {}
