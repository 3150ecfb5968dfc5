import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const fonts = join(import.meta.dirname, '../node_modules/.cache/account-factory-fonts')

/** Cloudscape's fonts are data: URLs inside its CSS; as files they are loaded when used, and the CSP needs no exception. */
function extractFonts(): Plugin {
  return {
    name: 'extract-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/global-styles.*\.css/.test(id)) return undefined
      mkdirSync(fonts, { recursive: true })
      return code.replace(
        /url\(["']?data:(?:application|font)\/[\w-]*?(woff2?)[^,]*;base64,([^)"']+)["']?\)/g,
        (_, type: string, data: string) => {
          const file = join(fonts, `${hash('sha256', data).slice(0, 12)}.${type}`)
          writeFileSync(file, Buffer.from(data, 'base64'))
          return `url("${file}")`
        },
      )
    },
  }
}

/**
 * `ds(colorTextBodyDefault)` in our CSS becomes the design token as the installed components name it. Their variables carry a
 * digest that the separate package of tokens does not always share. An unknown name stops the build.
 */
function designTokens(): Plugin {
  const require = createRequire(import.meta.url)
  const file = join(dirname(require.resolve('@cloudscape-design/components/package.json')), 'internal/generated/styles/tokens.js')
  const tokens = new Map(
    [...readFileSync(file, 'utf8').matchAll(/export var (\w+) = "([^"]+)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
  return {
    name: 'design-tokens',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.css') || !code.includes('ds(')) return undefined
      return code.replace(/\bds\((\w+)\)/g, (_, name: string) => {
        const value = tokens.get(name)
        if (!value) throw new Error(`there is no design token ${name}`)
        return value
      })
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [extractFonts(), designTokens(), react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    // What every page needs, of the libraries, in one file: it compresses better than in twenty. The number is that of the lazy chunks.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /node_modules/, minShareCount: 11 }] } } },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  logLevel: 'warn',
})
