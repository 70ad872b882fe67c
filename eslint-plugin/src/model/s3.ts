/**
 * `GetObject` of the AWS SDK: its `Body` is Node's `IncomingMessage` (a web stream in browsers) with methods of the SDK's own. Other commands
 * read what they get, and so does a command that fails.
 */
import { borrows, members } from "./members.js";
import { nodeType, readable, readableEvents, readableMembers } from "./node-facets.js";
import type { CallRow, Resource } from "./types.js";
import { webStreamFacets } from "./web-facets.js";

/** What `GetObject` gives. */
export const s3ObjectResource: Resource = {
  kind: "s3-object",
  arrives: "promise",
  facets: {
    ...webStreamFacets,
    response: {
      types: [{ packages: ["@aws-sdk/client-s3"], path: ["GetObjectCommandOutput"] }],
      holds: true,
      members: {
        ...members("Body", { effect: "view", facet: "body" }),
        ...borrows(
          "$metadata AcceptRanges BucketKeyEnabled CacheControl ChecksumCRC32 ChecksumCRC32C ChecksumCRC64NVME",
        ),
        ...borrows("ChecksumSHA1 ChecksumSHA256 ChecksumSHA512 ChecksumMD5 ChecksumXXHASH64 ChecksumXXHASH3"),
        ...borrows("ChecksumXXHASH128 ChecksumType ContentDisposition ContentEncoding ContentLanguage"),
        ...borrows("ContentLength ContentRange ContentType DeleteMarker ETag Expiration Expires ExpiresString"),
        ...borrows("LastModified Metadata MissingMeta ObjectLockLegalHoldStatus ObjectLockMode ObjectLockEventHold"),
        ...borrows("ObjectLockEventHoldDurationDays ObjectLockEventHoldDurationYears"),
        ...borrows(
          "ObjectLockRetainUntilDate PartsCount ReplicationStatus RequestCharged Restore SSECustomerAlgorithm",
        ),
        ...borrows("SSECustomerKeyMD5 SSEKMSKeyId ServerSideEncryption StorageClass TagCount VersionId"),
        ...borrows("WebsiteRedirectLocation"),
      },
    },
    body: {
      types: [
        { packages: ["@smithy/types"], path: ["SdkStreamMixin"] },
        nodeType("stream", "Stream", "Readable"),
        ...webStreamFacets.body.types,
      ],
      holds: true,
      members: {
        ...webStreamFacets.body.members,
        ...readableMembers,
        ...members("transformToByteArray transformToString", { effect: "read" }),
        ...members("transformToWebStream", { effect: "view", facet: "inner" }),
      },
      events: readableEvents,
      iteration: "always",
      disposable: true,
      nullMeansNothingOwed: true,
    },
    inner: webStreamFacets.body,
    readable,
    owner: {
      types: [
        { packages: ["@aws-sdk/client-s3"], path: ["S3Client"] },
        { packages: ["@smithy/core", "@smithy/smithy-client"], path: ["Client"] },
      ],
      holds: false,
      members: {
        // R: destroys the agents of the client's request handler.
        ...members("destroy", { effect: "cancel" }),
        ...borrows("config middlewareStack send initConfig"),
      },
    },
  },
  emptyStatuses: [],
  headOwesNothing: false,
  emptyLengthOwesNothing: false,
};

const acquired = {
  kind: "acquire",
  resource: "s3-object",
  deliveries: [
    { by: "callback", facet: "response", parameter: 1 },
    { by: "promise", facet: "response" },
  ],
  // The signal is in the options of the call, the method is the command's.
  options: [1],
  owner: true,
} as const;

const source = "M: the Body of GetObject is yours; transformToString() and the like read it, destroy() gives it up";

/** What the methods of a client do. */
export const s3Rows: readonly CallRow[] = [
  {
    // Until 2026 in a package of its own.
    packages: ["@smithy/core", "@smithy/smithy-client"],
    paths: [["Client", "send"]],
    condition: {
      kind: "argument",
      argument: 0,
      type: { packages: ["@aws-sdk/client-s3"], path: ["GetObjectCommand"] },
    },
    model: acquired,
    source,
  },
  {
    packages: ["@aws-sdk/client-s3"],
    paths: [["S3", "getObject"]],
    model: acquired,
    source,
  },
];
