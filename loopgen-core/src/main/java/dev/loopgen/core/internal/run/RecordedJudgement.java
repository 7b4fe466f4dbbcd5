package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;

/**
 * A judgement that is durable.
 *
 * @param judgement the judgement
 * @param facts what was appended of it
 * @param entry the entry in the ledger
 */
record RecordedJudgement(Judgement judgement, Json.Obj facts, AuditEntry entry) {}
