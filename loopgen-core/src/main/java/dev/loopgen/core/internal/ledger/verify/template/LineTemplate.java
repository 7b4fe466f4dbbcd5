package dev.loopgen.core.internal.ledger.verify.template;

/**
 * What lines of one writer have in common, and how the canonical form orders it. A line that has
 * the same text between complete values has the same members, so that neither its grammar nor its
 * order need be looked at again.
 *
 * @param literals the text
 * @param order the order of the canonical form
 * @param slots where the members are that count
 * @param members all members
 * @param size the number of values
 */
record LineTemplate(
    TemplateLiterals literals,
    CanonicalOrder order,
    EntrySlots slots,
    TemplateNode.Members members,
    int size) {}
