package lethe.organisations;

import java.util.List;
import lethe.platform.kernel.OrganisationId;

/**
 * A client organisation, the controller under the GDPR.
 *
 * @param slug its part of the address: {@code /o/{slug}}
 */
public record Organisation(OrganisationId id, String slug, String name, List<Support> support, long version) {}
