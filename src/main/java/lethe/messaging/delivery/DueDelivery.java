package lethe.messaging.delivery;

import java.util.UUID;
import lethe.platform.kernel.OrganisationId;

/** A circular in one organisation. */
record DueDelivery(OrganisationId organisation, UUID circular) {}
