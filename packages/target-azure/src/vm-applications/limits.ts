/**
 * Limits of the service. Sources: Microsoft, "Overview of VM Applications in the Azure Compute Gallery" (the table of
 * limits and the error messages), and the descriptions of the type data of Microsoft.Compute/galleries.
 */

/** Characters of a name. */
export const LONGEST_NAME = 117;
/** Characters of a command, and of the name of a file. */
export const LONGEST_TEXT = 4096;
/** Each part of a version is an int32. */
export const LARGEST_VERSION_PART = 2 ** 31 - 1;

const GIB = 2 ** 30;
export const LARGEST_PACKAGE = 2 * GIB;
export const LARGEST_CONFIGURATION = GIB;

/** Copies of a version in one region. */
export const REPLICAS = { least: 1, most: 3 } as const;

/** Applications of one machine. */
export const MOST_APPLICATIONS = 25;

/** Kinds of storage that keep versions of applications. */
export const STORAGE_TYPES = ['Standard_LRS', 'Standard_ZRS', 'Premium_LRS'] as const;

/** Orders that a machine takes. */
export const LARGEST_ORDER = 2 ** 31 - 1;
