/** What generated SDKs of the older form know of a value. The types of the packages leave these files out. */
export interface Mapper {
  readonly serializedName?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly constraints?: {
    readonly Pattern?: RegExp;
    readonly MaxLength?: number;
    readonly InclusiveMinimum?: number;
    readonly InclusiveMaximum?: number;
  };
  readonly type: MapperType;
}

/** By its name: `String`, `Enum`, `Composite`. */
export interface MapperType {
  readonly name: string;
  readonly className?: string;
  readonly allowedValues?: readonly string[];
  readonly element?: Mapper;
  readonly value?: Mapper;
  readonly modelProperties?: Readonly<Record<string, Mapper>>;
}

export type Mappers = Readonly<Record<string, Mapper>>;
