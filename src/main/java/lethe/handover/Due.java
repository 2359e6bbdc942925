package lethe.handover;

import java.util.UUID;
import lethe.kernel.OrganisationId;

/** A circular in one organisation. */
public record Due(OrganisationId organisation, UUID circular) {}
