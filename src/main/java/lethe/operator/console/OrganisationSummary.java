package lethe.operator.console;

import lethe.platform.kernel.OrganisationId;

/**
 * An organisation as the operator sees it: name and numbers.
 *
 * @param users those who are here
 * @param terminated those whose record remains
 */
public record OrganisationSummary(OrganisationId id, String slug, String name, int users, int terminated) {}
