/**
 * Verifies ledger lines without building a JSON tree. A line with the same text between its values
 * as an earlier one has the same members in the same order, so only its values are checked.
 *
 * <p>This is the third line of a ledger, shortened, on its way through the code:
 *
 * <pre>{@code
 * {"schemaVersion":"1","entryId":"c3","loopId":"build",…,"prevHash":"3f0a…","hash":"9b42…"}
 * }</pre>
 *
 * <ol>
 *   <li><b>Scanner.</b> {@code ChunkScanner} passes the position of the line to {@link
 *       EntryScanner#scan}, which tries its templates, the last one that matched first.
 *   <li><b>Template.</b> There was none for the first line: {@link LineTemplateParser} parsed it
 *       into a {@link LineTemplate}, and {@link LearnedTemplate} took all its short values for
 *       constants. The second line differed in the id and the hashes, which are varying values
 *       since. What {@link TemplateLiterals} now compare, eight bytes at a time, is the opening
 *       brace with {@code "schemaVersion":"1","entryId":}, then {@code
 *       ,"loopId":"build",…,"prevHash":}, then {@code ,"hash":}, and the closing brace.
 *   <li><b>Slots.</b> Between these pieces {@link JsonValueScanner} finds the end of each value.
 *       {@link ParsedLine} holds the start and end of every value by its number, the slot. {@link
 *       EntrySlots} knows, once per template, which slots hold the id, the hashes, the result of
 *       the run and its commands.
 *   <li><b>Checks.</b> {@link TemplateEntryRules} compares the bytes of these slots with what
 *       {@link dev.loopgen.core.internal.ledger.entry.EntryRules} requires. {@link CanonicalOrder}
 *       writes the canonical form from the literals and the slots; its SHA-256 must be {@code
 *       9b42…}.
 * </ol>
 *
 * <p>If all checks pass, the entry is sound. Any other line, or one that no template can describe,
 * goes to the general reader, {@code EntryRules}, which alone reports defects. So this package may
 * reject a valid line, which costs time, but must never accept an invalid one.
 *
 * <p>What this gains, as measured in {@code docs/benchmarks.md} and {@code
 * docs/benchmarks-profile.md}:
 *
 * <ul>
 *   <li>One thread verifies 100,000 entries in 278 ms, 1.95 times what it takes to read and hash
 *       their bytes once (142 ms). Two threads take 149 ms.
 *   <li>{@link MemberReader} reads members from the slots: for the 100,000 entries of a run's
 *       ledger that takes 0.6 s of processor time instead of 2.5 s, for 170 lines of code.
 *   <li>{@link SipHash} fingerprints of the bytes replace a second verification: 0.3 s of processor
 *       time instead of 1.7 s, for 150 lines.
 * </ul>
 */
@NullMarked
package dev.loopgen.core.internal.ledger.verify.template;

import org.jspecify.annotations.NullMarked;
