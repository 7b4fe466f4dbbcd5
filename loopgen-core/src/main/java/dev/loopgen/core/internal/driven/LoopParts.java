package dev.loopgen.core.internal.driven;

import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import java.util.Optional;

/**
 * What a driven loop is made of.
 *
 * @param task what is to be done
 * @param surroundings the run around it
 * @param budget what the run may spend
 * @param commands runs commands
 * @param turns has the author of the change act
 * @param actions carries out actions
 * @param files knows what went wrong with which file
 * @param journal the journal; empty for a dry run
 * @param limit how many attempts the model has
 */
record LoopParts(
    DrivenTask task,
    Surroundings surroundings,
    DrivenBudget budget,
    Commands commands,
    Turns turns,
    ActionRunner actions,
    FileActions files,
    Optional<DrivenJournal> journal,
    int limit) {}
