/** A template on a base of its own. */
export const baseTemplate = (name: string) => `source "rootfs" "${name}" {
  bootstrap {
    suite = "bookworm"
  }
}

build {
  sources = ["source.rootfs.${name}"]
}
`;

/** A template on a parent's layers. */
export const childTemplate = (name: string, parent: string) => `data "strata-image" "${parent}" {
  project = "${parent}"
}

source "rootfs" "${name}" {
  from = data.strata-image.${parent}.layers
}

build {
  sources = ["source.rootfs.${name}"]
}
`;
