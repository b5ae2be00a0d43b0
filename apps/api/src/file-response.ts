type FileHead = { readonly name: string; readonly type: string; readonly inline?: boolean }

/** A file as an answer. A stream is written as it is read; when it fails midway the connection breaks, so that nobody takes half a file for whole. */
export function download(body: string | Uint8Array<ArrayBuffer> | AsyncIterator<Uint8Array>, { name, type, inline = false }: FileHead): Response {
  const content = typeof body === 'string' || body instanceof Uint8Array ? body : streamOf(body)
  return new Response(content, {
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
    },
  })
}

function streamOf(chunks: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    // Ends what is behind the stream too: its database snapshot is let go.
    async cancel() {
      await chunks.return?.()
    },
  })
}
