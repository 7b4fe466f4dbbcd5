package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;

/**
 * A judgement that is in the ledger.
 *
 * @param judgement the judgement
 * @param facts the members of the entry that was appended
 * @param entry the entry in the ledger
 */
record RecordedJudgement(Judgement judgement, Json.Obj facts, AuditEntry entry) {}
